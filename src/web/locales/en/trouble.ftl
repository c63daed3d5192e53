trouble-title = Needs a look
trouble-ours = Your servers do not answer since { $since }. { $name } has been told. When they answer in time, the meeting takes place as agreed.
trouble-theirs = The servers of { $name } do not answer since { $since }. Nothing is lost yet: when they answer in time, the meeting takes place as agreed. You may look for other seats meanwhile.
