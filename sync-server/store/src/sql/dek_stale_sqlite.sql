SELECT dek, doc, epoch, wrapped, kek, destroyed_at FROM dek
WHERE kek <> $1 AND destroyed_at IS NULL AND dek > $2
ORDER BY dek LIMIT $3
