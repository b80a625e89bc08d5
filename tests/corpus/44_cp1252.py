#!/usr/bin/env python
# vim: set fileencoding=cp1252 :
x = "€ “quoted” –"
œ = 1
y = "\x80\u20ac"
