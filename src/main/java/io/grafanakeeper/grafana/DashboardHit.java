package io.grafanakeeper.grafana;

/**
 * Names a dashboard that the search found.
 *
 * @param uid the dashboard's uid
 * @param title its title
 * @param folderUid the uid of its folder, empty for the root
 * @param folderTitle the folder's title, empty for the root
 */
public record DashboardHit(String uid, String title, String folderUid, String folderTitle) {}
