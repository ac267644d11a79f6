//! What stands in the folder against what is about to be written: changes that AWS will refuse.
