"""From the files of a course folder to typed values, each with its place, and every fault in plain words."""
