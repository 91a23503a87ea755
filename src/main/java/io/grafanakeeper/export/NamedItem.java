package io.grafanakeeper.export;

import io.grafanakeeper.archive.Item;

/**
 * Says where in an archive an item stands.
 *
 * @param path the entry's name, with {@code /} between folders
 * @param item the item
 */
record NamedItem(String path, Item item) {}
