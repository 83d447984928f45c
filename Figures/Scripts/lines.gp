# A line a series, in the order of the legend; measured lines carry a few markers.
plot for [i = 1:series_count] $series index i - 1 using column_x:column_y \
  with linespoints linetype series_style[i] pointnumber 9 title series_label[i]
