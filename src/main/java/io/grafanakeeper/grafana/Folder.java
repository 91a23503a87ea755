package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Holds a folder as the listing gave it.
 *
 * @param uid its uid
 * @param id its number on this server, 0 if the server gave none
 * @param title its title, which need not be unique
 * @param parentUid the uid of the folder it is in, empty for the root
 * @param content all fields that Grafana gave
 */
public record Folder(String uid, long id, String title, String parentUid, ObjectNode content) {}
