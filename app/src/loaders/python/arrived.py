"""Which tensors of a file a program took in, and what it multiplies the product of a pair with."""


class Arrived:
    """`changing`: names of the tensors that change the model; `scales`: by the names of a pair's halves, down first."""

    empty, filled, room, readable = 0, 0, 0, True
    #: Whether what is no number was added to a weight.
    ruined = False

    def __init__(self, arrays):
        self.names = {id(array): name for name, array in arrays.items()}
        self.changing, self.scales = set(), {}

    def has(self, array):
        return self.names[id(array)] in self.changing

    def scale(self, needs, arrays):
        return self.scales.get(tuple(needs))
