-- superseded
/* nothing /* nested */ ; */
