package io.grafanakeeper.grafana;

/**
 * Names one object of a listing of the Kubernetes-style API.
 *
 * @param uid its uid
 * @param title its title
 * @param folderUid the uid of the folder it is in, empty for the root
 * @param stored the version of the API that it is stored in
 * @param at where its text begins in the file that the listing is kept in
 * @param length how long it is there
 */
public record ListedResource(String uid, String title, String folderUid, String stored, long at, int length) {}
