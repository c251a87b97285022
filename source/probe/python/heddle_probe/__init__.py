"""What observes a program from inside its own interpreter. Its standard library only, from 3.8 on."""
