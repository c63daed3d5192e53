consent-discoverable = They agree to be found
consent-discoverable-help = Their page says who they are, and other servers may suggest them. Without it their page shows only the address.
consent-circle-discoverable = Show who the circle is
consent-circle-discoverable-help = Its page has its name and words, and other servers may suggest it. Without it the page shows only the address.
consent-listed = Show in the coop’s own lists
consent-listed-help = As on the coop’s public page. Needs the first consent, too.
consent-indexable = May be found by search engines
consent-indexable-help = On the web and on other servers of the fediverse.
