# coding: euc-jp
x = "日本語"; y = f"{x}語"
