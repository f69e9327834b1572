"""The pages, one file each, as the address names them."""
