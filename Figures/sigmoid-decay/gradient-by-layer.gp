# Redraws this figure: gnuplot gradient-by-layer.gp > gradient-by-layer.svg
# Written by ravine with the data and the scripts that it used; edits are lost at the next drawing.
reset
set encoding utf8
set terminal svg size 720,500 fixed enhanced font 'Arial,14' background '#ffffff' name 'gradient_by_layer'
set title 'Gradients of Xavier-initialized networks, depth 20, width 200'."\n".'{/*0.8 geometric mean of 32 replicates, band: 10% to 90% of replicates}'
set xlabel 'layer'
x_log = 0
x_min = 1
x_max = 20
set ylabel 'mean square of the gradient of the pre-activation'
y_log = 1
y_min = 5.470121333017833e-26
y_max = 0.9686242917745244
column_x = 1
column_y = 2
column_low = 3
column_high = 4
series_count = 6
array series_label[6]
array series_role[6]
array series_band[6]
series_label[1] = 'sigmoid'; series_role[1] = 'measured'; series_band[1] = 1
series_label[2] = 'tanh'; series_role[2] = 'measured'; series_band[2] = 1
series_label[3] = 'relu'; series_role[3] = 'measured'; series_band[3] = 1
series_label[4] = 'mean field, sigmoid'; series_role[4] = 'theory'; series_band[4] = 0
series_label[5] = 'mean field, tanh'; series_role[5] = 'theory'; series_band[5] = 0
series_label[6] = 'mean field, relu'; series_role[6] = 'theory'; series_band[6] = 0

$series << e
1 6.201629357986112e-26 5.470121333017833e-26 7.382890556239178e-26
2 1.3904347954501935e-24 1.1898943431199338e-24 1.6202672317123346e-24
3 2.5130319047724426e-23 2.1576349158851367e-23 2.9498067845750217e-23
4 4.582746397336915e-22 3.8806166968982637e-22 5.353207083682435e-22
5 8.16299372501261e-21 6.793368028942919e-21 9.558396555804619e-21
6 1.4631937634094085e-19 1.2381459956892213e-19 1.6779825053290794e-19
7 2.6135856186378318e-18 2.2809842464372203e-18 2.97580032609451e-18
8 4.7640087474650385e-17 4.134666532012111e-17 5.345576797143524e-17
9 8.611290551808007e-16 7.383876375100556e-16 9.618151521527945e-16
10 1.55866552718989e-14 1.3577877057261756e-14 1.6926500138873736e-14
11 2.8456439522168963e-13 2.5989815276809063e-13 3.1578894103678525e-13
12 5.111397403662146e-12 4.667749415785223e-12 5.590788911821142e-12
13 9.152612787440063e-11 8.198627761130693e-11 1.0172080613602071e-10
14 1.6482396946640626e-09 1.4778490204645064e-09 1.8519189532968804e-09
15 2.9609366149936136e-08 2.705968100631016e-08 3.203187610035263e-08
16 5.275128601265184e-07 4.877541265416102e-07 5.672601899598561e-07
17 9.544380779118864e-06 8.861712527476574e-06 1.0229990677421428e-05
18 0.00017234710431561953 0.00016398335130489441 0.00018352827445716847
19 0.0031011444108697793 0.0029805112809897284 0.00326055384619679
20 0.05548483082408246 0.053825725138762104 0.05724015095347791


1 0.03515011701617676 0.030850628028819545 0.04102815708883672
2 0.07551441422233783 0.06450543192282884 0.09000231459537586
3 0.11820342505417866 0.1009335858415627 0.140015134037341
4 0.1646652307889837 0.13803539077859772 0.20229045235542317
5 0.20852163035238108 0.17822406107869324 0.24831235482467887
6 0.2533759293081698 0.2164247865868437 0.2916250380403665
7 0.29742536496967903 0.2553487927763049 0.34011948224044325
8 0.3505016590567879 0.30283657844821754 0.41455126001313536
9 0.40119614268539927 0.35546721553021415 0.4705401702807446
10 0.4512330147423766 0.399721538388898 0.519488926045585
11 0.5041941017113181 0.4455669582610607 0.570508332838467
12 0.5554045835296426 0.49110464752024824 0.6165764345598856
13 0.6009976204520175 0.53421706516335 0.6896927457026626
14 0.6538259575273164 0.5804750253676293 0.7310595737963623
15 0.7029590280458637 0.6320936656600892 0.7662518090423451
16 0.7452002251580343 0.6738568537561888 0.8119059359569858
17 0.7986346034958735 0.7372583730372957 0.8573903622763114
18 0.8512792213601108 0.7798491471601293 0.9203400559185893
19 0.8993367486522338 0.8717472583635394 0.9368586531256717
20 0.945113347806681 0.9240765148219737 0.9686242917745244


1 8.968907280885009e-07 6.743290893255792e-07 1.24906487329902e-06
2 1.8040449419179087e-06 1.2872541450123797e-06 2.5901656281074656e-06
3 3.5806406850433856e-06 2.7242520079503286e-06 4.9703266713588594e-06
4 7.167882448037311e-06 5.501014911337879e-06 9.241916577612e-06
5 1.4548665136436941e-05 1.1151647759144563e-05 1.8231084810241114e-05
6 2.930437165781799e-05 2.4533450108737995e-05 3.575511184858249e-05
7 5.936654948422004e-05 4.8499711810294366e-05 7.480785974627461e-05
8 0.0001188760536412364 9.595007829560663e-05 0.00015422090801737
9 0.00023906772986049803 0.0001952157080499083 0.0003008759190037786
10 0.00047850659067980684 0.000379223519745495 0.0006030566833460712
11 0.0009605504249372255 0.0007801229326403359 0.0011838769840557405
12 0.001899747518017411 0.0015372648681625234 0.0023663804572936977
13 0.0037610495683599136 0.0028847131891946726 0.004714210372916423
14 0.00734706490735228 0.00588186197870924 0.009117670552663756
15 0.014808744344257697 0.011317021640527484 0.017504458771987613
16 0.02984205416379927 0.024015907862550777 0.03657757833601
17 0.059991329446907944 0.05033316243509882 0.0702683519466685
18 0.1169781381052642 0.09927302930014878 0.1355364590477883
19 0.2383224985922633 0.21468278908629057 0.27827587370545354
20 0.4920978180830255 0.4512464899843501 0.5327126389223404


1 6.622511063858398e-26 NaN NaN
2 1.4770442089766484e-24 NaN NaN
3 2.6795093241649054e-23 NaN NaN
4 4.811388308425055e-22 NaN NaN
5 8.635058129485688e-21 NaN NaN
6 1.5497056522751185e-19 NaN NaN
7 2.781202612914234e-18 NaN NaN
8 4.991326892754244e-17 NaN NaN
9 8.95775948100557e-16 NaN NaN
10 1.6076177063042463e-14 NaN NaN
11 2.8851351669843074e-13 NaN NaN
12 5.1778509897745285e-12 NaN NaN
13 9.2925077407489e-11 NaN NaN
14 1.6676938035182498e-09 NaN NaN
15 2.9929516336017866e-08 NaN NaN
16 5.371345424550879e-07 NaN NaN
17 9.639765422845569e-06 NaN NaN
18 0.00017300149229419344 NaN NaN
19 0.0031047971629150862 NaN NaN
20 0.05572070676970175 NaN NaN


1 0.035974794795599854 NaN NaN
2 0.07746462092709949 NaN NaN
3 0.12169551904746428 NaN NaN
4 0.16745660639576343 NaN NaN
5 0.21418833605875245 NaN NaN
6 0.2615890097767296 NaN NaN
7 0.3094779535194796 NaN NaN
8 0.3577386030696343 NaN NaN
9 0.4062914654181714 NaN NaN
10 0.4550799505737566 NaN NaN
11 0.5040623699444293 NaN NaN
12 0.5532071421923108 NaN NaN
13 0.6024897800183976 NaN NaN
14 0.651890919847185 NaN NaN
15 0.7013949898457118 NaN NaN
16 0.7509892835300976 NaN NaN
17 0.8006632994588937 NaN NaN
18 0.8504082604036626 NaN NaN
19 0.9002167565531107 NaN NaN
20 0.9500824762916077 NaN NaN


1 9.536743164062754e-07 NaN NaN
2 1.9073486328125483e-06 NaN NaN
3 3.8146972656250915e-06 NaN NaN
4 7.629394531250173e-06 NaN NaN
5 1.5258789062500325e-05 NaN NaN
6 3.051757812500061e-05 NaN NaN
7 6.103515625000114e-05 NaN NaN
8 0.00012207031250000211 NaN NaN
9 0.0002441406250000039 NaN NaN
10 0.0004882812500000072 NaN NaN
11 0.000976562500000013 NaN NaN
12 0.0019531250000000234 NaN NaN
13 0.003906250000000042 NaN NaN
14 0.007812500000000073 NaN NaN
15 0.015625000000000125 NaN NaN
16 0.03125000000000021 NaN NaN
17 0.06250000000000033 NaN NaN
18 0.1250000000000005 NaN NaN
19 0.25000000000000067 NaN NaN
20 0.5000000000000007 NaN NaN
e

# The common style.
# The common look, run before every script. What it finds and what it gives is told in README.md beside it.

# Line styles. Measured curves take 1 … 16: the colors of Okabe and Ito, which color-blind readers tell apart (their yellow
# is too pale on white; a brown stands in), each with a dash pattern and a marker of its own, so that a photocopy still
# tells them apart.
set linetype 1 lc rgb '#0072B2' lw 2 dt 1           pt 7  ps 0.7
set linetype 2 lc rgb '#D55E00' lw 2 dt (14,4)      pt 5  ps 0.65
set linetype 3 lc rgb '#009E73' lw 2 dt (6,3)       pt 9  ps 0.8
set linetype 4 lc rgb '#CC79A7' lw 2 dt (14,4,3,4)  pt 11 ps 0.8
set linetype 5 lc rgb '#E69F00' lw 2 dt 1           pt 6  ps 0.75
set linetype 6 lc rgb '#56B4E9' lw 2 dt (14,4)      pt 4  ps 0.7
set linetype 7 lc rgb '#8C510A' lw 2 dt (6,3)       pt 8  ps 0.85
set linetype 8 lc rgb '#555555' lw 2 dt (14,4,3,4)  pt 10 ps 0.85
# The same colors again, with other dashes and with open markers for filled ones.
set linetype 9  lc rgb '#0072B2' lw 2 dt (6,3)       pt 6  ps 0.75
set linetype 10 lc rgb '#D55E00' lw 2 dt (14,4,3,4)  pt 4  ps 0.7
set linetype 11 lc rgb '#009E73' lw 2 dt 1           pt 8  ps 0.85
set linetype 12 lc rgb '#CC79A7' lw 2 dt (14,4)      pt 10 ps 0.85
set linetype 13 lc rgb '#E69F00' lw 2 dt (6,3)       pt 7  ps 0.7
set linetype 14 lc rgb '#56B4E9' lw 2 dt (14,4,3,4)  pt 5  ps 0.65
set linetype 15 lc rgb '#8C510A' lw 2 dt 1           pt 9  ps 0.8
set linetype 16 lc rgb '#555555' lw 2 dt (14,4)      pt 11 ps 0.8
# Theory, bounds and references: dark and thin, told apart by their dashes.
set linetype 21 lc rgb '#000000' lw 1.5 dt (8,5)
set linetype 22 lc rgb '#000000' lw 1.5 dt (2,4)
set linetype 23 lc rgb '#000000' lw 1.5 dt (8,4,2,4)
set linetype 24 lc rgb '#000000' lw 1.5 dt (16,6)
set linetype 31 lc rgb '#000000' lw 1 dt 1
set linetype 32 lc rgb '#666666' lw 1 dt (4,3)
set linetype 33 lc rgb '#666666' lw 1 dt 1
set linetype 41 lc rgb '#888888' lw 1 dt 1
set linetype 42 lc rgb '#888888' lw 1 dt (4,3)
set linetype 43 lc rgb '#888888' lw 1 dt (1,3)

# series_style[i] is the line type of series i. Every role counts for itself, so that adding a theory recolors no measurement.
# measured_series[1 … measured_count], line_series[1 … line_count] and band_series[1 … band_count] are the numbers of the
# measured series, of all others, and of those with a band or bar: what a `plot for` runs over.
array series_style[series_count]
array measured_series[series_count]
array line_series[series_count]
array band_series[series_count]
measured_count = 0; line_count = 0; band_count = 0
theory_count = 0; bound_count = 0; reference_count = 0
# gnuplot evaluates the element of an empty run too, so every element is a series at first.
do for [i = 1:series_count] { measured_series[i] = 1; line_series[i] = 1; band_series[i] = 1 }
do for [i = 1:series_count] {
  if (series_role[i] eq 'measured') {
    series_style[i] = 1 + measured_count % 16
    measured_count = measured_count + 1; measured_series[measured_count] = i
  } else {
    if (series_role[i] eq 'theory') { series_style[i] = 21 + theory_count % 4; theory_count = theory_count + 1 }
    if (series_role[i] eq 'bound') { series_style[i] = 31 + bound_count % 3; bound_count = bound_count + 1 }
    if (series_role[i] eq 'reference') { series_style[i] = 41 + reference_count % 3; reference_count = reference_count + 1 }
    line_count = line_count + 1; line_series[line_count] = i
  }
  if (series_band[i]) { band_count = band_count + 1; band_series[band_count] = i }
}

# Frame, grid, words.
set border 3 lw 1 lc rgb '#333333'
set grid xtics ytics lt -1 lw 0.6 lc rgb '#DDDDDD' dt solid
set tics out nomirror scale 0.6
set title font ',16' offset 0,-0.2
set xtics offset 0,0.3
set xlabel offset 0,0.4
set ylabel offset 0.5,0
set style fill transparent solid 0.16 noborder
set bars 0.6
# The legend stands below the plot: it never covers data, and long labels take no width from the plot.
set key below center horizontal Left reverse samplen 3 spacing 1.2 width 0 height 0.7 font ',13'

# Logarithmic axes. The ends are rounded outwards to 1, 2 or 5 times a power of ten; the ticks are powers of ten, at most
# about ten of them, and over three decades or less 1, 2 and 5 times each. They are named one by one, because gnuplot 5.4 takes
# half a minute over 'set ytics 1e10'.
decade(v) = 10.0**floor(log10(v))
rounded_down(v) = v < 2 * decade(v) ? decade(v) : v < 5 * decade(v) ? 2 * decade(v) : 5 * decade(v)
rounded_up(v) = v <= decade(v) ? decade(v) : v <= 2 * decade(v) ? 2 * decade(v) : v <= 5 * decade(v) ? 5 * decade(v) : 10 * decade(v)
power_of_ten(k) = k < 0 ? sprintf('10^{−%d}', -k) : sprintf('10^{%d}', k)
tick_step(n) = n <= 10 ? 1 : n <= 20 ? 2 : n <= 50 ? 5 : n <= 100 ? 10 : n <= 200 ? 20 : 50
do for [axis in 'x y'] {
  if (value(axis.'_log')) {
    low = rounded_down(value(axis.'_min') * (1 + 1e-9)); high = rounded_up(value(axis.'_max') * (1 - 1e-9))
    if (low >= high) { low = low / 2; high = high * 2 }
    first = int(floor(log10(low))); last = int(ceil(log10(high))); step = tick_step(last - first)
    # A hair wider than its outermost ticks, or rounding would lose them.
    eval sprintf('set logscale %s 10; set %srange [%.17g:%.17g]; set %stics ()', axis, axis, low * (1 - 1e-9), high * (1 + 1e-9), axis)
    do for [k = first:last] {
      if (log10(high / low) > 3.01) {
        if (k % step == 0) { eval sprintf('set %stics add ("%s" %.17g)', axis, power_of_ten(k), 10.0**k) }
      } else {
        do for [m in '1 2 5'] { eval sprintf('set %stics add ("%g" %.17g)', axis, m * 10.0**k, m * 10.0**k) }
      }
    }
  }
}

# This figure's own settings.

# The script.
# As lines.gp, and behind the lines a translucent band from low to high for every series that has one.
plot for [j = 1:band_count] $series index band_series[j] - 1 using column_x:column_low:column_high \
    with filledcurves linetype series_style[band_series[j]] notitle, \
  for [j = 1:measured_count] $series index measured_series[j] - 1 using column_x:column_y \
    with linespoints linetype series_style[measured_series[j]] pointnumber 9 title series_label[measured_series[j]], \
  for [j = 1:line_count] $series index line_series[j] - 1 using column_x:column_y \
    with lines linetype series_style[line_series[j]] title series_label[line_series[j]]
