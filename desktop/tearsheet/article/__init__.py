"""Plain values that the trades hand to each other, made of the standard library only.

Clip makes a `Clipping`, the library files it and gives out `Card`s and `Article`s, reading draws
them. Nothing in here knows a page, a table or a window.
"""
