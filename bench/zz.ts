import { measureDeliveries, measureMessageCalls } from './messages.js'
for (let i=0;i<4;i++){ const c=process.cpuUsage(); const t=await measureDeliveries(); const u=process.cpuUsage(c); console.log('deliveries ms',t|0,'cpu',(u.user/1000)|0,(u.system/1000)|0) }
for (const c of await measureMessageCalls()) console.log(c.name, c.ours.median.toFixed(1), c.floor.median.toFixed(1), (c.ours.median/c.floor.median).toFixed(2))
