# coding: koi8-r
x = "Привет, мир"
имя = x
