"""Arrow columns to arrays and back: amounts are int64 fen, rates decimals, dates date32, enums
strings; null is unknown.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from yimen.engine.columnar.encoding import DTYPES, Encoding
from yimen.engine.columnar.kernels import Array, Column
from yimen.engine.declarations import Input
from yimen.engine.errors import FactsError
from yimen.engine.facts import held
from yimen.engine.kinds import Kind, Type

RATE_TYPE = pa.decimal128(18, 4)
ARROW_TYPES: dict[Kind, Any] = {
    Kind.AMOUNT: pa.int64(),
    Kind.COUNT: pa.int64(),
    Kind.RATE: RATE_TYPE,
    Kind.TRUTH: pa.bool_(),
    Kind.DATE: pa.date32(),
    Kind.ENUM: pa.string(),
}


def read_inputs(inputs: Mapping[str, Input], table: Any, encoding: Encoding) -> dict[str, Column]:
    """A declared input without a column takes its default in every row."""
    present = set(table.column_names)
    return {
        name: _read(one, table.column(name), encoding) if name in present else _default(one, encoding)
        for name, one in inputs.items()
    }


def _default(one: Input, encoding: Encoding) -> Column:
    values, known = encoding.array(one.type.kind, one.type.choices, [held(one.type, one.default)])
    return Column(values[0], None if known[0] else np.False_)


def _read(one: Input, chunked: Any, encoding: Encoding) -> Column:
    column = whole(chunked)
    known = None if column.null_count == 0 else _valid(column)
    try:
        return Column(_values(one, column, encoding), known)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, ValueError) as problem:
        raise FactsError(
            f"列 {one.name}（{one.title}）不能读作{one.type}：{problem}；请改正该列", name=one.name
        ) from problem


def _values(one: Input, column: Any, encoding: Encoding) -> Array:
    kind = one.type.kind
    if kind is Kind.ENUM:
        return _codes(one, column, encoding)
    if kind is Kind.RATE:
        return _rate_raws(column.cast(RATE_TYPE))
    column = column.cast(ARROW_TYPES[kind])
    if kind is Kind.TRUTH:
        return truths_of(column)
    if kind is Kind.DATE:
        column = column.cast(pa.int32())
    if column.null_count:
        column = pc.fill_null(column, 0)
    values: Array = column.to_numpy(zero_copy_only=False)
    return values.astype(DTYPES[kind], copy=False)


def truths_of(column: Any) -> Array:
    """True where it is; a null is not."""
    truths = _bits(column.buffers()[1], column)
    return truths & _valid(column) if column.null_count else truths


def _valid(column: Any) -> Array:
    """Of a column with nulls."""
    if (bits := column.buffers()[0]) is None:
        return np.zeros(len(column), np.bool_)  # Arrow's column of nothing but nulls
    return _bits(bits, column)


def _bits(buffer: Any, column: Any) -> Array:
    bits = np.frombuffer(buffer, np.uint8)
    end = column.offset + len(column)
    return np.unpackbits(bits, count=end, bitorder="little")[column.offset :].view(np.bool_)


def whole(chunked: Any) -> Any:
    """A column as one array."""
    if chunked.num_chunks == 1:
        return chunked.chunk(0)
    return (
        pa.concat_arrays(chunked.unify_dictionaries().chunks)
        if chunked.num_chunks
        else chunked.combine_chunks()
    )


def _codes(one: Input, column: Any, encoding: Encoding) -> Array:
    """Each distinct word is looked up once."""
    words = column if pa.types.is_dictionary(column.type) else column.cast(pa.string()).dictionary_encode()
    places = pc.fill_null(words.indices, 0).to_numpy(zero_copy_only=False)
    choices, kept = one.type.choices, words.dictionary.to_pylist()
    if not set(kept) <= set(choices) and not set(pc.unique(words).drop_null().to_pylist()) <= set(choices):
        raise ValueError(f"only {choices}")
    lookup = [encoding.code(word) if word in choices else 0 for word in kept]
    codes: Array = np.take(np.array(lookup or [0], np.int16), places)
    return codes


def _rate_raws(column: Any) -> Array:
    """The low half of each 128-bit decimal is its scaled value; nulls read as 0."""
    halves = np.frombuffer(column.buffers()[1], np.int64)[2 * column.offset :]
    raws = halves[: 2 * len(column) : 2].copy()
    if column.null_count:
        raws[~_valid(column)] = 0
    return raws


def to_arrow(type_: Type, column: Column, rows: int, encoding: Encoding) -> Any:
    if type_.kind is not Kind.ENUM:
        return plain_to_arrow(type_.kind, column, rows)
    is_null = None if column.known is None else ~np.broadcast_to(column.known, rows)
    indices = pa.array(np.broadcast_to(column.values, rows).astype(np.int32), mask=is_null)
    return pa.array(encoding.choices, pa.string()).take(indices)


def plain_to_arrow(kind: Kind, column: Column, rows: int) -> Any:
    """Of anything but an enum; numbers are handed over as they lie in memory."""
    values = np.broadcast_to(np.asarray(column.values), rows)
    if kind is Kind.TRUTH:
        buffer = _packed(values)
    elif kind is Kind.RATE:
        buffer = pa.py_buffer(np.stack([values, values >> 63], axis=1))
    elif kind is Kind.DATE:
        buffer = pa.py_buffer(values.astype("datetime64[D]").astype(np.int32))
    else:
        buffer = pa.py_buffer(np.ascontiguousarray(values, DTYPES[kind]))
    validity = None if column.known is None else _packed(np.broadcast_to(column.known, rows))
    return pa.Array.from_buffers(ARROW_TYPES[kind], rows, [validity, buffer])


def _packed(truths: Array) -> Any:
    return pa.py_buffer(np.packbits(truths, bitorder="little"))
