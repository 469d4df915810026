"""The outputs: each takes a Courseware and gives bytes. None imports another, none reads the folder."""
