"""Find passages: the library's index, dense and sparse search, fusion, and the evidence in what was found."""
