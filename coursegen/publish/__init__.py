"""Publishing: a package goes to a Moodle site by REST. See `deploy` for the states of a publication."""
