"""What the public would like: the pages for everybody, and the office's."""
