# Redraws this figure: gnuplot batch-normalization.gp > batch-normalization.svg
# Written by ravine with the data and the scripts that it used; edits are lost at the next drawing.
reset
set encoding utf8
set terminal svg size 720,521 fixed enhanced font 'Arial,14' background '#ffffff' name 'batch_normalization'
set title 'Batch normalization: gradients grow on the way down'."\n".'{/*0.8 geometric mean of 24 replicates, band: 10% to 90% of replicates}'
set xlabel 'layer'
x_log = 0
x_min = 1
x_max = 30
set ylabel 'mean square of the gradient'
y_log = 1
y_min = 0.08880356190434946
y_max = 49131.51240840579
column_x = 1
column_y = 2
column_low = 3
column_high = 4
series_count = 4
array series_label[4]
array series_role[4]
array series_band[4]
series_label[1] = 'relu'; series_role[1] = 'measured'; series_band[1] = 1
series_label[2] = 'tanh'; series_role[2] = 'measured'; series_band[2] = 1
series_label[3] = 'sigmoid'; series_role[3] = 'measured'; series_band[3] = 1
series_label[4] = 'ReLU: ½ (π / (π - 1))^{31 - layer}'; series_role[4] = 'theory'; series_band[4] = 0

$series << e
1 17732.1207388403 15407.293382187148 20634.257803037835
2 35180.738311289155 30786.394525257798 40858.59053986364
3 23664.06544969131 20388.58038420063 27593.013641659752
4 16014.530381325585 13991.172103912158 18545.089452557146
5 10834.290391684108 9495.850417152422 12401.57386857036
6 7405.479907118802 6534.058157330939 8455.888442264662
7 5024.307701346941 4381.40412223352 5921.147888719332
8 3408.0343285045547 2965.0059034358724 4000.842595326084
9 2305.0064803610617 2046.4682478164343 2630.2178375595245
10 1561.1918368662564 1390.0385031864096 1794.8949436389814
11 1061.943121131619 948.5844466384956 1194.419905125385
12 715.0564124338636 637.5962595446199 810.556167406496
13 488.94686968553884 442.0654772123929 547.8890271051758
14 331.5327348491717 298.2280316403224 371.18591523622626
15 227.10964213023314 202.93524617243472 254.3319790157818
16 154.04986463352694 138.21676756175455 176.07761859588123
17 106.0607049147391 97.37998908280237 120.23546498621451
18 72.23450060559193 65.59253913680912 81.92318662579203
19 49.58058521692577 44.93917424229495 54.96555558799171
20 33.61911004188666 30.46676085187636 37.03643287623775
21 23.03576046407479 20.792465979807915 25.589991650349624
22 15.72844333061162 13.995984054868897 17.074428838515082
23 10.844497189977787 9.819965446719193 11.726635302719005
24 7.364239563312224 6.676324388801069 7.970700436342323
25 5.03560367822721 4.5833894289062265 5.450082590629406
26 3.425318033856101 3.2192752595591605 3.625093530469031
27 2.351305253361503 2.244149377318658 2.4765723752893387
28 1.6013260576563608 1.5632624304122047 1.6469194820922686
29 1.089299366836264 1.0549534873273922 1.1244644738686478
30 0.7388630825007061 0.7223537762795569 0.7575250215456254


1 42.465837584381916 37.16536175326581 47.886356543904974
2 90.71012253801362 80.04943164768224 103.14988593298652
3 76.73163353345385 67.60415564019873 86.24491461398264
4 65.12607517343992 57.52320733127969 72.48743412068822
5 54.79866495645035 47.694922294579946 60.581841949179555
6 46.73761225202475 42.12574880347989 51.70573449908012
7 39.22573448475754 35.943731019423026 43.429601371561525
8 32.967132617019146 30.01346335487181 36.170725071349544
9 27.562696215159768 25.21615282513274 29.8674094035028
10 22.984808161928814 20.924498965131374 25.036724927841565
11 19.361594431656524 17.64107478706468 20.885420217130704
12 16.18165824892909 14.953419229414726 17.53410987588957
13 13.547401681147187 12.627490414102459 14.715648504376771
14 11.3116598489424 10.672393573526957 12.16609543924556
15 9.491352267631193 8.741183758456701 10.173579309592743
16 7.899615524607507 7.383143303096771 8.381521902388014
17 6.612219697972527 6.232676308618777 7.03443499883682
18 5.483408107287165 5.182975665666861 5.809328960369722
19 4.580788711705705 4.2879640851134155 4.929968285330598
20 3.8355480302445186 3.5882223116081655 4.056586075893028
21 3.2190687562224474 3.0231430904823693 3.4336189881584094
22 2.6862268766852724 2.5054640742270284 2.859517865693703
23 2.2379598873714017 2.119162504344923 2.384857254847293
24 1.8484291688799193 1.7554356564344427 1.9479243735045373
25 1.5319634710559453 1.4642432453677734 1.6049793433724282
26 1.2819620097950983 1.2158366831189724 1.3291181059919168
27 1.0690556695928999 1.0196303814264789 1.1173383074726808
28 0.8865675016945544 0.8562944536186082 0.9217908957948674
29 0.7302704473098108 0.7017280887200004 0.7530328040087026
30 0.6029208425599906 0.5914120060364678 0.6148644102986706


1 0.09702835236457293 0.08880356190434946 0.10866308299748957
2 2.2344630831272223 2.028914225728374 2.4761691324524895
3 2.2203597808958495 2.0158305487106754 2.4712411626023285
4 2.201943338389568 1.997752009750748 2.418939555814286
5 2.1760414610531997 1.9713917203435185 2.362019990717961
6 2.1470420592842006 1.9598512257093914 2.3269645530750376
7 2.0903800723909733 1.924122099607281 2.254557299163262
8 2.039651920571053 1.8844113021724522 2.188083866281903
9 1.9627784621357474 1.8324597591778913 2.1119287713078196
10 1.8833307067393097 1.770781847617988 2.0390978873746284
11 1.8236042296446047 1.704329175560529 2.0039761650006143
12 1.7528982678771436 1.5968455506598607 1.9377733438474658
13 1.681320571091782 1.543538666945314 1.8438881432095833
14 1.605733704124928 1.4911218696892454 1.7441937425887304
15 1.5432929980797574 1.4427780175054679 1.6627697017272924
16 1.4615238028044777 1.3847645067191838 1.5503813849154062
17 1.3968443376926607 1.3100744187436353 1.480239134546956
18 1.315201201503857 1.2386061471625835 1.3959362152597514
19 1.2516427238923205 1.1692092838118302 1.3372701435489307
20 1.178137303316756 1.1138520190039765 1.2440955493177115
21 1.1183635509689083 1.0385449407670282 1.1987940082013595
22 1.0479280012692325 0.9773460949094797 1.1293429417163805
23 0.9770054366243961 0.907946093243646 1.0457471905159357
24 0.9086275628527685 0.8520606900306829 0.9802541639784624
25 0.8407373313547946 0.8025086491549683 0.8947139254935983
26 0.7783776554055811 0.748598408286316 0.8136766300991396
27 0.7256332807032314 0.6931039058765913 0.7768902593405044
28 0.664130143810024 0.6418260614035426 0.6940656729450132
29 0.6056135766221723 0.5800668704737787 0.6316978095794562
30 0.5487582008592113 0.5376018022856972 0.5594551401270317


1 49131.51240840579 NaN NaN
2 33492.46628564865 NaN NaN
3 22831.483154249378 NaN NaN
4 15563.996350013123 NaN NaN
5 10609.822443275512 NaN NaN
6 7232.611068926256 NaN NaN
7 4930.399462764714 NaN NaN
8 3361.0045709314554 NaN NaN
9 2291.1635884950633 NaN NaN
10 1561.8635674127545 NaN NaN
11 1064.7069530349913 NaN NaN
12 725.8002039953326 NaN NaN
13 494.7708236694062 NaN NaN
14 337.2803791001371 NaN NaN
15 229.9207000167467 NaN NaN
16 156.73466816311858 NaN NaN
17 106.8444737790621 NaN NaN
18 72.83482149108184 NaN NaN
19 49.65077775203886 NaN NaN
20 33.84644433685069 NaN NaN
21 23.072786492261734 NaN NaN
22 15.728490449967 NaN NaN
23 10.721956444995165 NaN NaN
24 7.309051709321193 NaN NaN
25 4.982508291615723 NaN NaN
26 3.396526644401729 NaN NaN
27 2.315378634802002 NaN NaN
28 1.5783707250857961 NaN NaN
29 1.0759597192279091 NaN NaN
30 0.73347110346213 NaN NaN
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
