namespace Rehome.Tests.Infra;

/// <summary>
/// The smallest Ceph that serves S3: one monitor, one OSD that keeps everything in memory, one gateway; no
/// authentication between them, no replicas, nothing outside the folder.
/// </summary>
internal sealed record RadosGatewayConfiguration(
    string Folder,
    Guid Cluster,
    int MonitorPort,
    int OldMonitorPort,
    int GatewayPort
)
{
    public string File => Path.Combine(Folder, "ceph.conf");

    public string MonitorMap => Path.Combine(Folder, "monmap");

    public string MonitorAddress => $"[v2:127.0.0.1:{MonitorPort},v1:127.0.0.1:{OldMonitorPort}]";

    public string Endpoint => $"http://127.0.0.1:{GatewayPort}";

    // "ms mon client mode = crc": without it the gateway finds no common mode with a monitor that asks for no
    // authentication. The OSD stays under the default CRUSH root, or no pool would find a place.
    public override string ToString() =>
        $"""
            [global]
            fsid = {Cluster}
            mon host = {MonitorAddress}
            auth cluster required = none
            auth service required = none
            auth client required = none
            ms bind ipv4 = true
            public addr = 127.0.0.1
            cluster addr = 127.0.0.1
            run dir = {Folder}
            admin socket =
            log file = {Folder}/$name.log
            osd pool default size = 1
            osd pool default min size = 1
            osd pool default pg num = 4
            osd pool default pgp num = 4
            osd pool default pg autoscale mode = off
            osd crush chooseleaf type = 0
            mon allow pool size one = true
            mon warn on pool no redundancy = false
            [mon]
            mon data = {Folder}/mon
            mon initial members = a
            mon data avail warn = 2
            mon data avail crit = 1
            [osd]
            osd data = {Folder}/osd
            osd objectstore = memstore
            memstore device bytes = 8589934592
            [client.rgw.a]
            ms mon client mode = crc
            rgw data = {Folder}/rgw
            rgw frontends = beast endpoint=127.0.0.1:{GatewayPort}
            rgw dns name = localhost
            rgw enable usage log = false
            rgw enable ops log = false
            rgw thread pool size = 512
            debug rgw = 0

            """;
}
