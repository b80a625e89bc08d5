from hello.greeting import greet

print(greet("world"))
