package io.grafanakeeper.inventory;

import io.grafanakeeper.archive.ItemKind;
import java.util.function.Supplier;

/**
 * Names an item that a listing found, says where it is, and knows how to read it whole.
 *
 * @param kind what it is
 * @param uid its uid
 * @param title its title as listed
 * @param place where it is, as listed
 * @param read reads it; throws {@link io.grafanakeeper.grafana.GrafanaException}
 */
public record Pending(ItemKind kind, String uid, String title, Place place, Supplier<Draft> read) {}
