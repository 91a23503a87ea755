package io.grafanakeeper.inventory;

import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.grafana.Folder;
import java.util.List;

/**
 * Names everything that a backup has to read.
 *
 * @param version the server's version, empty if it hides it
 * @param items what to read
 * @param folders every folder of the server, taken or not
 * @param notOffered kinds that were asked for and that this server does not have
 */
public record Listing(String version, List<Pending> items, List<Folder> folders, List<ItemKind> notOffered) {}
