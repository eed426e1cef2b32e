module gopherscope/stubs

go 1.26
