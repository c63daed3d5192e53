UPDATE "actors" SET "indexable" = "discoverable", "listed" = "discoverable";
