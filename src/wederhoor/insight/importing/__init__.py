"""Reading in a register that was kept elsewhere: columns to ours, values to codes, every mistake by row, all of it or nothing."""
