package io.grafanakeeper.compare;

import io.grafanakeeper.archive.ItemKind;

/** Tells items of one target apart, across time. */
record Key(ItemKind kind, String uid) {}
