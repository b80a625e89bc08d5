# coding: us-ascii
x = "plain"
