# a

  # b
	# c
