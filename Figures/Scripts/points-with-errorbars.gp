# Measured series as points, with a bar from low to high where there is one; everything else as lines. The bars are drawn as vectors,
# because gnuplot's errorbars erase what lies under their points.
plot for [j = 1:band_count] $series index band_series[j] - 1 \
    using column_x:column_low:(0):(column(column_high) - column(column_low)) \
    with vectors heads size graph 0.005, 90 fixed linetype series_style[band_series[j]] dashtype 1 linewidth 1.2 notitle, \
  for [j = 1:measured_count] $series index measured_series[j] - 1 using column_x:column_y \
    with points linetype series_style[measured_series[j]] linewidth 1.2 title series_label[measured_series[j]], \
  for [j = 1:line_count] $series index line_series[j] - 1 using column_x:column_y \
    with lines linetype series_style[line_series[j]] title series_label[line_series[j]]
