


# comment

x = 1
