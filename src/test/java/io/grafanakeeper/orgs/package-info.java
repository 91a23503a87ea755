@NullMarked
package io.grafanakeeper.orgs;

import org.jspecify.annotations.NullMarked;
