going-join = We are coming
going-leave = We are not coming after all
going-asked = You said that you come; they have not answered yet
going-coming = You are coming
going-refused = They cannot have you
going-ignored = Their server takes no answers: look on the page of the event
going-left = You are not coming
