const liveGroup = [10001, 10002, 10003, 10004, 10007, 10010, 10015];
const group = [10002, 10003, 10004, 10007, 10010, 10015];
const room = [100001, 100002, 100004, 100006];
const creation = [100001, 100002, 100003, 100006, 100010, 100011, 100015];
const accounts = [70169, 70402, 70403, 70500];
const user = [30001, 30003, 30004, 30006, 30007];

/**
 * The ErrorCodes that each command's page documents, read by hand and apart from the emulator's rows. For the commands
 * whose page gives no table, those of their engine.
 */
export const documented: Readonly<Record<string, readonly number[]>> = {
  "group_open_avchatroom_http_svc/add_robots": liveGroup,
  "group_open_avchatroom_http_svc/del_robots": liveGroup,
  "group_open_avchatroom_http_svc/modify_user_info": liveGroup,
  "group_open_avchatroom_http_svc/get_members": liveGroup,
  "group_open_avchatroom_http_svc/check_members": liveGroup,
  "group_open_http_svc/create_group": [
    10002, 10003, 10004, 10005, 10006, 10007, 10008, 10014, 10015, 10016, 10019, 10021, 10025, 10036, 10037,
    10038, 10058,
  ],
  "group_open_http_svc/destroy_group": group,
  "group_open_http_svc/add_group_member": [...group, 10005, 10014, 10016, 10019, 10026, 10037],
  "group_open_http_svc/delete_group_member": group,
  "group_open_http_svc/get_group_info": group,
  "group_open_http_svc/modify_group_base_info": group,
  "group_open_http_svc/change_group_owner": group,
  "group_open_http_svc/get_appid_group_list": [10002, 10003, 10004],
  "group_open_http_svc/get_joined_group_list": [10002, 10003, 10004, 10018],
  "group_open_http_svc/modify_group_member_info": [...group, 10019],
  "group_open_http_svc/send_group_msg": [...group, 10016, 10017, 10023, 80001, 80002],
  "openim/sendmsg": [
    90001, 90002, 90003, 90005, 90006, 90007, 90008, 90009, 90010, 90012, 90026, 90031, 90044, 90048, 90994,
    90995, 91000, 93000,
  ],
  "group_open_http_svc/get_group_member_info": [...group, 10018],
  "group_open_http_svc/get_role_in_group": group,
  "group_open_http_svc/get_online_member_num": group,
  "room_engine_http_srv/create_room": creation,
  "room_engine_http_srv/destroy_room": room,
  "room_engine_http_srv/get_room_info": [...room, 100005],
  "room_engine_http_srv/get_room_member_list": [...room, 100005],
  "room_engine_http_srv/add_robot": [...room, 100005, 100700],
  "room_engine_http_srv/delete_robot": [...room, 100005],
  "room_engine_http_srv/mark_room_member": [...room, 100005],
  "room_engine_http_srv/kick_user_out": [...room, 100005],
  "live_engine_http_srv/create_room": creation,
  "live_engine_http_srv/destroy_room": room,
  "live_engine_http_srv/add_robot": [...room, 100700],
  "live_engine_http_srv/del_robot": room,
  "live_engine_http_srv/get_robot": room,
  "live_engine_http_srv/get_member_list": room,
  "sns/friend_add": [...user, 30008],
  "sns/group_add": [...user, 30002, 30008, 30011],
  "sns/group_delete": [...user, 30008],
  "sns/group_get": user,
  "im_open_login_svc/account_import": [...accounts, 40006, 40601, 70398, 70399],
  "im_open_login_svc/multiaccount_import": [...accounts, 40601, 70202, 70398],
  "im_open_login_svc/account_check": [...accounts, 70202],
  "im_open_login_svc/account_delete": [...accounts, 30006, 30007, 30008, 40006, 70107, 70202, 71000],
  "profile/portrait_get": [40001, 40002, 40003, 40004, 40006, 40009],
  "profile/portrait_set": [40001, 40003, 40004, 40006, 40008, 40009, 40601, 40605, 40610],
  "openim_robot_http_svc/create_robot": [10002, 10004, 10008],
  "openim_robot_http_svc/delete_robot": [10002, 10004, 10008],
  "openim_robot_http_svc/get_all_robots": [10002, 10008],
};
