package io.grafanakeeper.grafana;

/**
 * Names a dashboard or folder that the search found.
 *
 * @param uid its uid
 * @param id its number on this server, 0 if the server gave none
 * @param title its title
 * @param folderUid the uid of its folder, empty for the root
 * @param folderTitle the folder's title, empty for the root
 */
public record DashboardHit(String uid, long id, String title, String folderUid, String folderTitle) {}
