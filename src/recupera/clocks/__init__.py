"""The platform's calendar: which days it rests, and when somebody is there to answer."""
