"""Small widgets that know nothing of anatomy: columns, folds, lists, fields, keys, messages."""
