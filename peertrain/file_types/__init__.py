"""What the computer is told of PeerTrain's files, so that a double click on one opens the program."""
