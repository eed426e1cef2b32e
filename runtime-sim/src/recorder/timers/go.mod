module timers

go 1.26
