agreement-impossible-slot-invalid = This time cannot be used. Choose whole minutes, at most 14 days, within the next two years.
agreement-impossible-unanswered = Too many changes of this agreement wait for an answer. Wait for one, or cancel it.
agreement-impossible-changed = Something else is asked for now. Look at it again, and answer that.
