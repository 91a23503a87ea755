@NullMarked
package io.grafanakeeper.rotation;

import org.jspecify.annotations.NullMarked;
