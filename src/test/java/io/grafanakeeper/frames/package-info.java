@NullMarked
package io.grafanakeeper.frames;

import org.jspecify.annotations.NullMarked;
