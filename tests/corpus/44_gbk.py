# coding: gbk
x = "中文"; 名 = 1
