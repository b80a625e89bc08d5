# coding: shift_jis
x = "日本語テスト"
# コメント ソ
y = "表示 ソ 予"
変数 = 1
