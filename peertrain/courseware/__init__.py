"""From the files of a course to domain values, with file and line for every mistake."""
