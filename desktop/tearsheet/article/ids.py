"""Keys, each a type of its own so that no two can be mixed up."""

from typing import NewType

ArticleId = NewType("ArticleId", int)
"""A row number, ascending in the order of clipping; good inside one library only."""

ArticleUid = NewType("ArticleUid", str)
"""A UUID version 7 (RFC 9562, section 5.7) in its usual text form; good everywhere, for ever."""

RevisionId = NewType("RevisionId", int)

RequestId = NewType("RequestId", int)
"""Something a person asked to be clipped and has not got yet."""

BlobHash = NewType("BlobHash", str)
"""The SHA-256 (FIPS 180-4) of some bytes, as 64 lower-case hexadecimal digits."""

TagId = NewType("TagId", int)

CollectionId = NewType("CollectionId", int)

SmartId = NewType("SmartId", int)
"""A saved search."""

HighlightId = NewType("HighlightId", int)
