"""One module per published figure; each measures our code and its peer side by side in one run."""
