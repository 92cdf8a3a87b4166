"""Ed25519 once more, slowly and in plain integers, so that the library is not the only witness (RFC 8032)."""

from hashlib import sha512

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)

Point = tuple[int, int]
ZERO: Point = (0, 1)


def add(one: Point, other: Point) -> Point:
    (x1, y1), (x2, y2) = one, other
    product = D * x1 * x2 * y1 * y2 % P
    x = (x1 * y2 + x2 * y1) * pow(1 + product, -1, P)
    y = (y1 * y2 + x1 * x2) * pow(1 - product, -1, P)
    return x % P, y % P


def times(number: int, point: Point) -> Point:
    result = ZERO
    while number:
        if number & 1:
            result = add(result, point)
        point, number = add(point, point), number >> 1
    return result


def x_of(y: int, sign: int) -> int | None:
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT % P
    if x * x % P != square or (x == 0 and sign):
        return None
    return P - x if x % 2 != sign else x


def decoded(content: bytes) -> Point | None:
    number = int.from_bytes(content, "little")
    y, sign = number & (2**255 - 1), number >> 255
    if y >= P or (x := x_of(y, sign)) is None:
        return None
    return x, y


def encoded(point: Point) -> bytes:
    x, y = point
    return (y | (x & 1) << 255).to_bytes(32, "little")


_HEIGHT = 4 * pow(5, -1, P) % P
_SIDE = x_of(_HEIGHT, 0)
assert _SIDE is not None
BASE: Point = (_SIDE, _HEIGHT)


def _hashed(*parts: bytes) -> int:
    return int.from_bytes(sha512(b"".join(parts)).digest(), "little")


def public_of(seed: bytes) -> bytes:
    return encoded(times(_secret(seed), BASE))


def _secret(seed: bytes) -> int:
    number = int.from_bytes(sha512(seed).digest()[:32], "little")
    return number & ~7 & (2**254 - 1) | 2**254


def sign(seed: bytes, message: bytes) -> bytes:
    public, secret = public_of(seed), _secret(seed)
    nonce = _hashed(sha512(seed).digest()[32:], message) % L
    point = encoded(times(nonce, BASE))
    return point + ((nonce + _hashed(point, public, message) * secret) % L).to_bytes(32, "little")


def verifies(public: bytes, message: bytes, signature: bytes) -> bool:
    key, point = decoded(public), decoded(signature[:32])
    number = int.from_bytes(signature[32:], "little")
    if key is None or point is None or number >= L:
        return False
    challenge = _hashed(signature[:32], public, message) % L
    return times(number, BASE) == add(point, times(challenge, key))


def of_small_order() -> set[Point]:
    """All points that eight times themselves are nothing: the multiples of one of order eight."""
    for y in range(2, 100):
        x = x_of(y, 0)
        if x is not None and times(4 * L, (x, y)) != ZERO:
            torsion = times(L, (x, y))
            return {times(number, torsion) for number in range(8)}
    raise AssertionError("no point of order eight was found")
