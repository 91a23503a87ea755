package io.grafanakeeper.saving;

import io.grafanakeeper.runs.RequestFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says which resource of Azure a dashboard of Azure Monitor becomes. What is null is left to the target's settings.
 *
 * @param resourceGroup its resource group
 * @param name its name
 * @param location its region
 */
public record WantedResource(
        @Nullable String resourceGroup,
        @Nullable String name,
        @Nullable String location) {
    static final WantedResource ANY = new WantedResource(null, null, null);

    static WantedResource read(RequestFields fields) {
        fields.only(List.of("resourceGroup", "name", "location"));
        return new WantedResource(fields.find("resourceGroup"), fields.find("name"), fields.find("location"));
    }
}
